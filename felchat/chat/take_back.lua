-- Remove one message, leave the word that it is gone, and tell both people. One atomic round trip.
-- KEYS: the conversation's stream.
-- ARGV: retention in ms; who takes it back; the message's id; then the channels of those who are told.
-- Returns 1, or 0 when there is no such message of that person's.
-- The stream lives no longer for it: what it tells of is gone from every page by then.
local stream = KEYS[1]
local retention, sender, message = tonumber(ARGV[1]), ARGV[2], ARGV[3]
local now = redis.call('TIME')
local oldest = now[1] * 1000 + math.floor(now[2] / 1000) - retention + 1

local entry = redis.call('XRANGE', stream, message, message)[1]
if not entry or tonumber(string.match(message, '%d+')) < oldest
   or entry[2][1] ~= 'sender' or entry[2][2] ~= sender then
  return 0
end

-- The first write of all: a full Redis allows it, and then all that follows.
redis.call('XDEL', stream, message)
local last = redis.call('XREVRANGE', stream, '+', string.format('%.0f', oldest), 'COUNT', 1)[1]
local id = redis.call('XADD', stream, 'MINID', oldest, '*', 'taken back', message)

local event = cjson.encode({'entry', string.match(stream, '{(.-)}'), last and last[1] or '', id, 'taken back', message})
for each = 4, #ARGV do
  redis.call('PUBLISH', ARGV[each], event)
end
return 1
