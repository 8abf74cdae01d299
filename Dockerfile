# syntax=docker/dockerfile:1

FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml ./
COPY bpmn bpmn
COPY dmn dmn
COPY src src
# The tests need a browser and run in .ci/run, not here.
RUN --mount=type=cache,target=/root/.m2 mvn -B -ntp -DskipTests package
# With the launcher: started any other way, the web apps do not find their plugins inside the libraries.
# A container always gets a database, so PostgreSQL's binaries stay out: they are most of the jar.
RUN java -Djarmode=tools -jar target/kefu-*.jar extract --layers --launcher --destination layers \
	&& rm layers/dependencies/BOOT-INF/lib/embedded-postgres-binaries-*.jar

FROM eclipse-temurin:17-jre
# A volume at /data takes its owner from here.
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin kefu \
	&& mkdir /data && chown 10001 /data
WORKDIR /app
# What changes least comes first, so that a new release is a small layer.
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/spring-boot-loader/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
USER 10001
EXPOSE 8080
# bash, because the base image promises neither curl nor wget.
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=3 CMD ["bash", "-c", "\
exec 3<>/dev/tcp/127.0.0.1/8080 \
&& printf 'GET /actuator/health/readiness HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 \
&& grep -q '\"status\":\"UP\"' <&3"]
# The engine stores instants without a zone, hence UTC. Add flags with JAVA_TOOL_OPTIONS.
ENTRYPOINT ["java", "-Duser.timezone=UTC", "-XX:+UseSerialGC", "-Xms256m", "-Xmx1g", "-XX:+ExitOnOutOfMemoryError", "org.springframework.boot.loader.launch.JarLauncher"]
