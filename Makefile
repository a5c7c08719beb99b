# For sam build, which makes build-NAME for each function of template.yaml. All of them are the same artifact: Maven runs
# once, when a source changed, and each function gets links to its jars. Needs Maven and a JDK 25 as JAVA_HOME.
built := functions/target/lambda/.built
modules := protocol core functions

build-%: $(built)
	cp -rl functions/target/lambda/lib "$(ARTIFACTS_DIR)"

$(built): pom.xml $(shell find $(modules:=/pom.xml) $(modules:=/src/main) -type f)
	rm -rf functions/target/lambda
	mvn -q -B -pl functions -am package -Dmaven.test.skip=true -Dspotless.check.skip=true
	touch $@
