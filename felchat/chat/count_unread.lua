-- How many living messages of the other a person has not seen, a hundred at most.
-- KEYS: the conversation's stream; the key of the last message that the person has seen.
-- ARGV: retention in ms; the person.
-- Returns what time it is here, in ms, the count, and the id of the newest message; -1 and nothing when none lives.
local stream, read_key = KEYS[1], KEYS[2]
local retention, person = tonumber(ARGV[1]), ARGV[2]
local now = redis.call('TIME')
local now_ms = now[1] * 1000 + math.floor(now[2] / 1000)
local oldest = now_ms - retention + 1
redis.pcall('XTRIM', stream, 'MINID', oldest) -- a Redis that takes no writes can be asked all the same

local function parts(id)
  local ms, seq = string.match(id, '(%d+)-(%d+)')
  return tonumber(ms), tonumber(seq)
end
local read_ms, read_seq = parts(redis.call('GET', read_key) or '0-0')
local function is_read(id)
  local ms, seq = parts(id)
  return ms < read_ms or (ms == read_ms and seq <= read_seq)
end

-- From the newest back to the first that is read. What is no message is passed over.
local unread, newest, high = 0, nil, '+'
while true do
  local entries = redis.call('XREVRANGE', stream, high, string.format('%.0f', oldest), 'COUNT', 100)
  for _, entry in ipairs(entries) do
    if entry[2][1] == 'sender' then
      newest = newest or entry[1]
      if entry[2][2] == person or is_read(entry[1]) or unread == 100 then
        return {now_ms, unread, newest} -- who answers has seen what was said before
      end
      unread = unread + 1
    end
  end
  if #entries < 100 then
    return {now_ms, newest and unread or -1, newest or ''}
  end
  high = '(' .. entries[#entries][1]
end
