-- A part of the first entry after an id, for entries that Redis does not send whole because its reply would exceed
-- client-output-buffer-limit.
-- KEYS: the stream. ARGV: the id; the offset and the length of the part within all names and values, concatenated.
-- Returns the entry's id, the bytes of all names and values, the length of each of the first names and values, and the
-- part; or an empty array if there is no such entry.
local found = redis.call('XRANGE', KEYS[1], '(' .. ARGV[1], '+', 'COUNT', 1)
if #found == 0 then
  return {}
end
local fields = found[1][2]
local lengths = {}
for i = 1, math.min(#fields, 1000) do
  lengths[i] = #fields[i]
end
local content = table.concat(fields)
local offset = tonumber(ARGV[2])
return {found[1][1], #content, lengths, string.sub(content, offset + 1, offset + tonumber(ARGV[3]))}
