-- XINFO STREAM without the fields of the first and the last entry, which may be larger than client-output-buffer-limit.
-- KEYS: the stream.
local info = redis.call('XINFO', 'STREAM', KEYS[1])
for i = 2, #info, 2 do
  if type(info[i]) == 'table' then
    info[i] = {info[i][1]}
  end
end
return info
