# What the launchers of a clone and of the distribution share. They set `launcher`, the folder of this file, and source it.
java=java
[[ -n ${JAVA_HOME:-} && -x $JAVA_HOME/bin/java ]] && java=$JAVA_HOME/bin/java

say() { printf 'shatter: %s\n' "$*" >&2; }

need_java() { command -v "$java" >/dev/null || { say "no java was found; install a $1, 17 or later."; exit 2; }; }

always=()
while read -r option || [[ -n $option ]]; do
    [[ -z $option || $option == '#'* ]] || always+=("$option")
done <"$launcher/jvm.options"
while IFS='=' read -r name value || [[ -n $name ]]; do
    [[ -z $name || $name == '#'* || -n ${!name:-} ]] || export "$name=$value"
done <"$launcher/environment"
# The JDK asks the user database for the home folder; people mean $HOME.
[[ -n ${SHATTER_HOME:-} || -z ${HOME:-} ]] || export SHATTER_HOME=$HOME/.shatter
# Under a locale of ASCII the JDK cannot open files whose names are not; a locale that is named and not installed is that too.
case $(locale charmap 2>/dev/null || :) in '' | ANSI_X3.4-1968 | US-ASCII | 646) export LC_ALL=C.UTF-8 ;; esac

# Starts what `program` names (java's options that say what to run) with `arguments`, and with a class-data `archive` if set.
start() {
    local options=(-Xshare:auto -Xlog:disable) size
    [[ -z ${archive:-} ]] || options+=(-XX:SharedArchiveFile="$archive")
    # A crash in native code leaves its record with the logs, where there are any, not in the folder one stands in.
    [[ -d ${SHATTER_HOME:-}/logs ]] && options+=(-XX:ErrorFile="$SHATTER_HOME/logs/crash-%p.log")
    case "${arguments[0]:-} ${arguments[1]:-}" in
        ' ' | -* | help* | *' --help' | *' -h' | version* | completion* | calc* | 'information list' | runs* | net* | 'data list')
            # Too short for the second compiler to pay.
            options+=(-XX:TieredStopAtLevel=1) ;;
    esac
    [[ -t 1 ]] && options+=(-Dshatter.terminal.out=true)
    if [[ -t 2 ]]; then
        size=$(stty size <&2 2>/dev/null || true)
        options+=(-Dshatter.terminal.err=true "-Dshatter.terminal.columns=${size##* }")
    fi
    # An empty array is an unset one to bash 3.2, which macOS has.
    exec "$java" "${options[@]}" "${always[@]}" ${SHATTER_JAVA_OPTIONS:-} "${program[@]}" ${arguments[@]+"${arguments[@]}"}
}
