# shellcheck shell=bash disable=SC2034,SC2154
# What Java 25 functions run in, where AWS's image can't be had: glibc and busybox from Debian, a Java runtime made with
# jlink, AWS's runtime interface client from Maven Central and, from SAM CLI's package on PyPI, the emulator that SAM CLI
# calls. Laid out as in the real image.
parts=(jdk.sh)
names=(
  # what LocalStack asks for
  public.ecr.aws/lambda/java:25
  # what SAM CLI asks for, and what it would make of that by adding its emulator
  public.ecr.aws/lambda/java:25-x86_64
  public.ecr.aws/lambda/java:25-rapid-x86_64
)
settings=(
  'ENV PATH=/var/lang/bin:/usr/local/bin:/usr/bin:/bin:/opt/bin' 'ENV LANG=C.UTF-8'
  'ENV LD_LIBRARY_PATH=/var/lang/lib:/var/runtime/lib:/var/task/lib:/opt/lib'
  'ENV LAMBDA_TASK_ROOT=/var/task' 'ENV LAMBDA_RUNTIME_DIR=/var/runtime'
  'WORKDIR /var/task' 'ENTRYPOINT ["/lambda-entrypoint.sh"]'
)

fill() {
  local folder=${1:?}
  local jdk tool
  jdk=$(require_jdk)
  command -v mvn >/dev/null || fail "Maven was not found on the PATH."
  unpack_debian bookworm "$folder" libc6 libgcc-s1 busybox-static
  rm -rf "${folder:?}"/usr/{share,lib/x86_64-linux-gnu/gconv}
  for tool in sh cat ls mv rm cp mkdir chmod env find ps wget; do ln -sf busybox "$folder/bin/$tool"; done
  mkdir -p "$folder"/{opt,var/task,var/runtime/lib,var/rapid}
  link_java "$jdk" "$folder/var/lang"
  JAVA_HOME=$jdk mvn -B -q -f "$here/lambda-java/pom.xml" dependency:copy-dependencies -DoutputDirectory="$folder/var/runtime/lib"
  install -m 755 "$here/lambda-java/bootstrap" "$folder/var/runtime/bootstrap"
  install -m 755 "$here/lambda-java/lambda-entrypoint.sh" "$folder/lambda-entrypoint.sh"
  unpack_emulator "$folder/var/rapid/aws-lambda-rie"
}

unpack_emulator() {
  local folder
  folder=$(mktemp -d)
  python3 -m pip --disable-pip-version-check --quiet download --no-deps --dest "$folder" aws-sam-cli==1.170.0
  python3 -c 'import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read("samcli/local/rapid/aws-lambda-rie-x86_64"))' \
    "$folder"/*.whl >"$1"
  chmod 755 "$1"
  rm -rf "$folder"
}
