-- Make void what a conversation remembers of blocks, or is being told; a change under way does so by itself.
-- KEYS: who of the two has blocked the other (see add_message.lua).
-- ARGV: a new ticket; for how many milliseconds a question stands.
local held = redis.call('GET', KEYS[1])
if held and string.sub(held, 1, 1) ~= '!' then
  redis.call('SET', KEYS[1], '?' .. ARGV[1], 'PX', ARGV[2])
end
