# The image of a node, built from a fresh clone with nothing but Docker:
#
#   docker build -t kadmos .
#   docker run --rm -p 8080:8080 -v kadmos:/data kadmos
#
# Kept in the syntax that BuildKit and the classic builder both take.

# The jar, and beside it the libraries, which change less often than the sources do.
FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY src/main/docker/libraries.sh ./
RUN sh libraries.sh /kadmos/lib
COPY src/main src/main
# What the checks and tests of ./mvnw verify have to say, they say there.
RUN sh mvnw -B -ntp -q -Pfast prepare-package jar:jar -Dmaven.test.skip \
    && cp target/fast/target/kadmos-*.jar /kadmos/kadmos.jar

# What Java learns from a run it keeps in a cache. The cache is only good for the same Java, the same options and the
# same files in the same places, so it is made from the image that it is for.
FROM eclipse-temurin:25-jre AS trained
WORKDIR /kadmos
COPY --from=build /kadmos/lib lib
COPY --from=build /kadmos/kadmos.jar ./
COPY src/main/jvm.options src/main/docker/container.options src/main/docker/train.sh ./
RUN bash train.sh && mkdir /data

FROM eclipse-temurin:25-jre
ARG VERSION=snapshot
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Kadmos" \
      org.opencontainers.image.description="A replicated key-value store: a REST gateway in front of an embedded Kademlia node" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION"
COPY --from=trained --chown=10001:10001 /data /data
COPY --from=trained /kadmos/lib /kadmos/lib
COPY src/main/docker/healthcheck.sh /kadmos/
COPY --from=trained /kadmos/kadmos.jar /kadmos/java.options /kadmos/kadmos.aot /kadmos/
# Everything that is written is written below /data, but for short-lived files below /tmp. RocksDB would start a process
# to find out which C library there is.
ENV KADMOS_NODE_DATADIR=/data \
    ROCKSDB_MUSL_LIBC=false
WORKDIR /kadmos
USER 10001:10001
# HTTP for clients, management (probes and metrics), and UDP between nodes.
EXPOSE 8080 9080 7400/udp
VOLUME /data
# Healthy is what answers ready; the output says why it does not.
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=3 CMD ["bash", "healthcheck.sh"]
ENTRYPOINT ["java", "-XX:AOTCache=kadmos.aot", "@java.options", "io.kadmos.Kadmos"]
