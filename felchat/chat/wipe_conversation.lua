-- Remove all that was said in a conversation, leave the word of who did it, and tell both people.
-- KEYS: the conversation's stream.
-- ARGV: retention in ms; who wipes; then the channels of those who are told.
-- Where there is no living message nothing happens.
local stream = KEYS[1]
local retention, by = tonumber(ARGV[1]), ARGV[2]
local now = redis.call('TIME')
local oldest = now[1] * 1000 + math.floor(now[2] / 1000) - retention + 1

local function has_message()
  local low = string.format('%.0f', oldest)
  while true do
    local entries = redis.call('XRANGE', stream, low, '+', 'COUNT', 100)
    for _, entry in ipairs(entries) do
      if entry[2][1] == 'sender' then
        return true
      end
    end
    if #entries < 100 then
      return false
    end
    low = '(' .. entries[#entries][1]
  end
end
if not has_message() then
  return
end

redis.call('XTRIM', stream, 'MAXLEN', 0) -- which keeps the last id, so that ids go on rising
local id = redis.call('XADD', stream, 'MINID', oldest, '*', 'wiped', by)
redis.call('PEXPIRE', stream, retention)

local event = cjson.encode({'entry', string.match(stream, '{(.-)}'), '', id, 'wiped', by})
for each = 3, #ARGV do
  redis.call('PUBLISH', ARGV[each], event)
end
