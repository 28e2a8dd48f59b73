#!/bin/sh
# Puts the libraries that a node needs at run time into a directory. Of RocksDB's dozen native libraries only the one
# for this machine stays, as a file beside the jars: so nothing has to be unpacked when a node starts.
# Usage: libraries.sh DIRECTORY
set -eu

lib=$1
case "$(uname -m)" in
    x86_64) native=librocksdbjni-linux64.so ;;
    *) native=librocksdbjni-linux-$(uname -m).so ;;
esac

sh mvnw -B -ntp -q dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$lib"

unpacked=$(mktemp -d)
rocksdb=$(echo "$lib"/rocksdbjni-*.jar)
cd "$unpacked"
jar --extract --file "$rocksdb"
mv "$native" "$lib/librocksdbjni.so"
rm librocksdbjni-*
jar --create --file "$rocksdb" --manifest META-INF/MANIFEST.MF org
rm -r "$unpacked"
