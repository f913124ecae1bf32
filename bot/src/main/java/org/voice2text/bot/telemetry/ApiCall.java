package org.voice2text.bot.telemetry;

/// Tags an OkHttp request with what it is for, so that one interceptor can measure every outgoing
/// call.
///
/// @param service the label `service` of the API metrics
/// @param method the label `method`: the operation's name, never an address
public record ApiCall(String service, String method) {}
