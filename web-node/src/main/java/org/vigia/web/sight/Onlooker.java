package org.vigia.web.sight;

import org.vigia.web.account.Reach;

/// Somebody who asks.
///
/// @param name the account's
/// @param address where the question comes from
public record Onlooker(String name, String address, Reach reach) {}
