# shellcheck shell=bash disable=SC2034,SC2154
# What the gateway runs on, where Docker Hub's image can't be had: glibc and bash from Debian, a Java runtime made with
# jlink. Laid out as in the real image.
names=(eclipse-temurin:25.0.3_9-jre-noble)
parts=(jdk.sh)
settings=('ENV JAVA_HOME=/opt/java/openjdk' 'ENV PATH=/opt/java/openjdk/bin:/usr/local/bin:/usr/bin:/bin' 'ENV LANG=C.UTF-8')

fill() {
  local folder=${1:?} jdk
  jdk=$(require_jdk)
  unpack_debian bookworm "$folder" libc6 libgcc-s1 bash coreutils
  mkdir -p "$folder/opt/java"
  link_java "$jdk" "$folder/opt/java/openjdk"
}
