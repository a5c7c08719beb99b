# For sam build, which makes build-NAME for each function of template.yaml. All of them are the same artifact: Maven runs
# once, when a source changed, and each function gets links to its jars. Needs Maven and a JDK 25, which the launcher finds.
# The jars hold no native code, so that one artifact serves both architectures.
export JAVA_HOME := $(shell ./cloudstore jdk)
built := functions/target/lambda/.built
modules := protocol core functions

# What samconfig.toml tells sam local about this machine: the image that it takes is that of an architecture.
machine := .aws-sam/machine.yaml
architecture := $(if $(filter arm64 aarch64,$(shell uname -m)),arm64,x86_64)

build-%: $(built)
	cp -rl functions/target/lambda/lib "$(ARTIFACTS_DIR)"
	mkdir -p $(dir $(machine))
	echo "Architecture: $(architecture)" > $(machine)

$(built): pom.xml $(shell find $(modules:=/pom.xml) $(modules:=/src/main))
	rm -rf functions/target/lambda
	mvn -q -B -pl functions -am package -Dmaven.test.skip=true -Dspotless.check.skip=true
	touch $@
