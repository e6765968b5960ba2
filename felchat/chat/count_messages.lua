-- How many messages of a conversation live.
-- KEYS: the conversation's stream.
-- ARGV: retention in ms.
local now = redis.call('TIME')
local low = string.format('%.0f', now[1] * 1000 + math.floor(now[2] / 1000) - tonumber(ARGV[1]) + 1)
local messages = 0
while true do
  local entries = redis.call('XRANGE', KEYS[1], low, '+', 'COUNT', 500)
  for _, entry in ipairs(entries) do
    if entry[2][1] == 'sender' then
      messages = messages + 1
    end
  end
  if #entries < 500 then
    return messages
  end
  low = '(' .. entries[#entries][1]
end
