-- Run once, in the new data folder. The server refuses plain connections of anybody; this says it of the user as well.
ALTER USER 'cloudstore'@'%' REQUIRE SSL;
-- Tests may make databases beside the first one.
GRANT ALL ON `cloudstore\_%`.* TO 'cloudstore'@'%';
