SELECT name
FROM (VALUES ('fsync'), ('full_page_writes')) AS settings (name)
WHERE current_setting(name) <> 'on'
ORDER BY name
