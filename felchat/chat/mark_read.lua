-- Remember the last message that a person has seen, unless they have seen a later one.
-- KEYS: the key of the last message that the person has seen.
-- ARGV: the message's id; retention in ms.
-- Returns 1, or 0 when they had seen that one already.
local function parts(id)
  local ms, seq = string.match(id, '(%d+)-(%d+)')
  return tonumber(ms), tonumber(seq)
end

local seen = redis.call('GET', KEYS[1])
if seen then
  local seen_ms, seen_seq = parts(seen)
  local ms, seq = parts(ARGV[1])
  if ms < seen_ms or (ms == seen_ms and seq <= seen_seq) then
    return 0
  end
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
