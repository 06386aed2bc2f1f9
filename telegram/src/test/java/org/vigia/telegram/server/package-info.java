/// A strict Telegram Bot API server for tests: in-process ([BotApiServer]) or as a process
/// ([Main]), for any client of a self-hosted Bot API address. Nothing but the loopback is listened
/// at.
///
/// **Where it comes from.** `schema/bot-api.json` holds methods, fields, types and limits as
/// documented at `https://core.telegram.org/bots/api` for Bot API 10.2: what Vigía uses, and its
/// neighbours. `PublishedTest` holds it to the request classes of telegrambots. Words of errors are
/// those of Telegram's own server where it has some for the case.
///
/// **Stricter than Telegram**, on purpose. Telegram overlooks unknown and retired fields, bends
/// types, takes any file as anything, and cuts values to their range; here these are 400 with words
/// of our own. Lengths of texts and captions are counted in UTF-16 units, Telegram's largest count.
/// Every file of a body must belong to a field. A photo must be an image. Only `method` may stand
/// in a body beside the published fields, since telegrambots puts it there.
///
/// **Modelled:** bodies as JSON, form, multipart and query; 400, 401, 403, 404, 409, 413, 429 with
/// `retry_after`; HTML, MarkdownV2 and Markdown; replies, edits, buttons and presses, reactions,
/// pins, menus by scope and language; private chats that are begun, blocked, unblocked; groups that
/// remove the bot or become supergroups; privacy mode; `getUpdates` with offset, limit, timeout,
/// `allowed_updates`, a day's memory and one poller; files, also by their id; the limits of the bot
/// FAQ, with a burst of three in a quiet chat; a clock that can be set, in `Date` and in messages.
/// [FaultPlan] plays what may go wrong, [Phone] is everybody else, [Received] is what came.
///
/// **Not modelled:** TLS; webhooks (there is never one); more than one bot; channels, topics,
/// inline mode, business connections, ephemeral and rich messages, payments, albums, public names
/// of chats, files by address, replies across chats: fields of these are refused as not modelled.
/// Entities that Telegram finds by itself are only those of commands, and only in what people
/// write. Block quotes of MarkdownV2 are taken as text; which entities may stand within which is
/// not checked. Links and films are not looked into: no previews, thumbnails, durations; a video
/// need not be one. What Telegram does not publish is guessed: the burst, that edits count for
/// nothing, the 30 seconds within which a press must be answered, that `retry_after` of a chat
/// concerns that chat only. A second poller gets its answer at once and the first its 409 at once,
/// where Telegram may wait for three seconds. Speed is that of the machine: figures taken here say
/// nothing of Telegram's own delays.
@NullMarked
package org.vigia.telegram.server;

import org.jspecify.annotations.NullMarked;
