-- How many living messages of the other a person has not seen, a hundred at most.
-- KEYS: the conversation's stream; the key of the last message that the person has seen.
-- ARGV: retention in ms; the person.
-- Returns the count, or -1 when no message of the conversation lives.
local stream, read_key = KEYS[1], KEYS[2]
local retention, person = tonumber(ARGV[1]), ARGV[2]

local now = redis.call('TIME')
local oldest = now[1] * 1000 + math.floor(now[2] / 1000) - retention + 1
redis.pcall('XTRIM', stream, 'MINID', oldest) -- a Redis that takes no writes can be asked all the same
local low = string.format('%.0f', oldest)
if not redis.call('XREVRANGE', stream, '+', low, 'COUNT', 1)[1] then
  return -1
end

local read = redis.call('GET', read_key)
if read and tonumber(string.match(read, '%d+')) >= oldest then
  low = '(' .. read
end
local unread = 0
for _, entry in ipairs(redis.call('XREVRANGE', stream, '+', low, 'COUNT', 100)) do
  if entry[2][2] == person then
    break -- who answers has seen what was said before
  end
  unread = unread + 1
end
return unread
