package org.vigia.web.event;

import java.time.LocalDate;

/// A day that has events.
///
/// @param day in the site's time zone
/// @param events how many are listed
/// @param unseen how many of them somebody has not seen
public record DayCount(LocalDate day, long events, long unseen) {}
