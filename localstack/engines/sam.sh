# Finding the SAM CLI. To be sourced after console.sh.
# shellcheck shell=bash disable=SC2034,SC2154

sam_version=1.170.0

# Where "install sam" puts it, unless it is told another folder.
sam_folder=$cache/sam-$sam_version

# Sets sam: what CLOUDSTORE_SAM names, what is on the PATH, or what "install sam" installed. Fails where there is none.
find_sam() {
  sam=${CLOUDSTORE_SAM:-}
  [[ -n $sam ]] || sam=$(command -v sam) || sam=$sam_folder/bin/sam
  command -v "$sam" >/dev/null
}
