-- Take one from what a person may say at once, or give one back (see Budget in limits/domain.py).
-- KEYS: when the person's budget is whole again, in ms.
-- ARGV: how far ahead of now that may be; by how much one message moves it, less than nothing to give back.
-- Returns for how many ms to wait; 0: it is spent.
local ahead, each_ms = tonumber(ARGV[1]), tonumber(ARGV[2])
local now = redis.call('TIME')
local now_ms = now[1] * 1000 + math.floor(now[2] / 1000)
local left = math.max(0, tonumber(redis.call('GET', KEYS[1]) or 0) - now_ms)
if each_ms > 0 and left > ahead then
  return left - ahead
end
left = left + each_ms
if left > 0 then
  redis.call('SET', KEYS[1], string.format('%d', now_ms + left), 'PX', left)
else
  redis.call('DEL', KEYS[1])
end
return 0
