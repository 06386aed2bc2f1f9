package org.vigia.telegram.text;

import org.jspecify.annotations.Nullable;

/// What is to be said of an alert.
///
/// @param camera the camera's name
/// @param count how often it has happened
/// @param first when first, by the camera's wall clock, in milliseconds since 1970
/// @param last when last
/// @param unsure whether that clock may be wrong
/// @param late whether it could not be told when it happened
/// @param over since when it is over; null while it lasts or where that means nothing
/// @param safe whether all evidence of it is on Pi #B
/// @param link where that is shown; empty where that is not known
public record AlertState(
        Subject subject,
        String camera,
        int count,
        long first,
        long last,
        boolean unsure,
        boolean late,
        @Nullable Long over,
        boolean safe,
        String link) {}
