-- A part of the first entry after an id, for entries that Redis does not send whole because its reply would exceed
-- client-output-buffer-limit.
-- KEYS: the stream. ARGV: the id; the offset and the length of the part within all names and values, concatenated.
-- Returns the entry's id, the bytes of all names and values, the length of each of the first names and values, and the
-- part; or an empty array if there is no such entry.
local found = redis.call('XRANGE', KEYS[1], '(' .. ARGV[1], '+', 'COUNT', 1)
if #found == 0 then
  return {}
end
local offset = tonumber(ARGV[2])
local stop = offset + tonumber(ARGV[3])
local size, lengths, part = 0, {}, {}
for i, field in ipairs(found[1][2]) do
  if i <= 1000 then
    lengths[i] = #field
  end
  if size < stop and size + #field > offset then
    part[#part + 1] = string.sub(field, math.max(1, offset - size + 1), stop - size)
  end
  size = size + #field
end
return {found[1][1], size, lengths, table.concat(part)}
