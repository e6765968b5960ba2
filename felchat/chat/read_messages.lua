-- The living entries of a conversation between two ids, by the clock of this Redis.
-- KEYS: the conversation's stream.
-- ARGV: retention in ms; 'oldest' first, of all, or 'newest', of what is shown; lowest id; highest id; how many at most.
-- Returns what time it is here, in ms, and entries of the stream; what has outlived its retention leaves it.
local stream = KEYS[1]
local retention, first, low, high, limit = tonumber(ARGV[1]), ARGV[2], ARGV[3], ARGV[4], ARGV[5]

local now = redis.call('TIME')
local now_ms = now[1] * 1000 + math.floor(now[2] / 1000)
local oldest = now_ms - retention + 1
redis.pcall('XTRIM', stream, 'MINID', oldest) -- a Redis that takes no writes can be read all the same
if (tonumber(string.match(low, '%d+')) or 0) < oldest then
  low = string.format('%.0f', oldest)
end

if first == 'oldest' then
  return {now_ms, redis.call('XRANGE', stream, low, high, 'COUNT', limit)}
end

local shown = {}
while #shown < tonumber(limit) do
  local entries = redis.call('XREVRANGE', stream, high, low, 'COUNT', limit)
  for _, entry in ipairs(entries) do
    if entry[2][1] ~= 'taken back' and #shown < tonumber(limit) then
      table.insert(shown, entry)
    end
  end
  if #entries < tonumber(limit) then
    break
  end
  high = '(' .. entries[#entries][1]
end
return {now_ms, shown}
