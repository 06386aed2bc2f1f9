package org.vigia.web.account;

/// What an account may do, as long as nobody changes it.
///
/// @param reach its rights and cameras
/// @param epoch another one where role, cameras, password or second factor have changed since, or
///   the account was closed and opened again
public record Entitlement(Reach reach, long epoch) {}
