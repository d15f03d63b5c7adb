#!/usr/bin/env bash
# A walk through the online-document API with bash, curl and openssl. `cargo up` serves what it needs:
#
#   BASE_URL=http://127.0.0.1:3000 APP_ID=dev APP_SECRET=dev bash samples/documents/curl.sh
set -euo pipefail
base=${BASE_URL:-http://127.0.0.1:3000}
app=${APP_ID:-dev}
secret=${APP_SECRET:-dev}
user=sample-curl

# call METHOD PATH [JSON body, or query of a GET]: signs and sends; the whole answer is in $answer afterwards.
call() {
    local method=$1 path=$2 more=${3:-} nonce timestamp text signature
    nonce=$((100000 + (RANDOM * 32768 + RANDOM) % 900000))
    timestamp=$(date +%s)
    # Keys in order of the alphabet, values as encodeURIComponent writes them. Query and body are not signed.
    text="appId=$app&method=$method&nonce=$nonce&path=${path//\//%2F}&timestamp=$timestamp"
    signature=$(printf %s "$text" | openssl dgst -sha1 -hmac "$secret" -binary | base64)
    local request=(-sS -X "$method" -H "Authorization: $app:$signature" -H "nonce: $nonce" -H "timestamp: $timestamp")
    if [ "$method" = GET ]; then
        answer=$(curl "${request[@]}" "$base$path?$more")
    else
        answer=$(printf %s "$more" | curl "${request[@]}" -H 'Content-Type: application/json' --data-binary @- "$base$path")
    fi
    expect '{"code":0,'
}

# expect TEXT: the last answer has it, or the walk ends.
expect() {
    case $answer in *"$1"*) ;; *)
        printf 'not as it should be, wanted %s\ngot %s\n' "$1" "$answer" >&2
        exit 1
        ;;
    esac
}

# text NAME: the first string of that name in the last answer.
text() { grep -o "\"$1\":\"[^\"]*\"" <<<"$answer" | head -n 1 | cut -d '"' -f 4; }
# data: the data of the last answer, where that is a string.
data() { sed 's/.*"data":"\([^"]*\)".*/\1/' <<<"$answer"; }

echo "1. register the user $user"
call POST /user/v1/api/bs/users "[{\"appUserId\":\"$user\",\"nickname\":\"Curl\"}]"
expect "\"appUserId\":\"$user\""

echo "2. create a note"
call POST /fs/bs/doc/create "{\"parentFid\":\"0\",\"docType\":\"note\",\"spaceType\":1,\"name\":\"会议纪要\",\"appUserId\":\"$user\"}"
note=$(text fid)
echo "   it is $note, at version 1"

echo "3. upload an edit; its acknowledgement is lost, so it is sent again, with what was written meanwhile"
# The mark src and seq says that it is the same edit; \n is a line end of JSON.
first='"inflightOp":{"ops":[{"insert":"会议纪要\n"}]},"src":"curl","seq":1'
call POST /fs/bs/doc/offlineUpload "{\"fid\":\"$note\",\"appUserId\":\"$user\",\"v\":1,$first}"
expect '"_v":2'
call POST /fs/bs/doc/offlineUpload "{\"fid\":\"$note\",\"appUserId\":\"$user\",\"v\":1,$first,\"pendingOps\":[{\"ops\":[{\"retain\":5},{\"insert\":\"第一项\"}]}]}"
expect '"_v":3'
expect '"type":1'

echo "4. read it, as text and as operations: the edit is there once"
call GET /fs/bs/content "fid=$note&appUserId=$user&plain=true"
expect '"text":"会议纪要\n第一项\n"'
call GET /fs/bs/content "fid=$note&appUserId=$user"
expect '"ops":[{"insert":"会议纪要\n第一项\n"}]'

echo "5. list its history"
call GET /quill/bs/his/list "fid=$note&appUserId=$user&pageSize=20"
expect '"type":"editcontent"'
expect '"type":"filecreate"'

echo "6. create a spreadsheet, edit a cell, read it back"
call POST /fs/bs/doc/create "{\"parentFid\":\"0\",\"docType\":\"sheet\",\"spaceType\":1,\"name\":\"预算\",\"appUserId\":\"$user\"}"
sheet=$(text fid)
call POST /fs/bs/doc/offlineUpload "{\"fid\":\"$sheet\",\"appUserId\":\"$user\",\"v\":1,\"commands\":[{\"cmd\":\"editCell\",\"sheetName\":\"工作表1\",\"row\":0,\"col\":0,\"newValue\":42}]}"
expect '"_v":2'
call GET /sheet/bs/v1/api/getJson "sheetid=$sheet&appUserId=$user"
# A workbook is base64(gzip(encodeURIComponent(JSON))).
packed=$(data | base64 -d | gzip -dc)
answer=$(printf %b "${packed//%/\\x}")
expect '"dataTable":{"0":{"0":{"value":42}}}'

echo "7. restore version 2 of the note: it becomes version 4"
call PUT /fs/bs/doc/restore "{\"fid\":\"$note\",\"appUserId\":\"$user\",\"v\":2,\"expectV\":3}"
expect '"data":{"v":4,'
call GET /fs/bs/content "fid=$note&appUserId=$user&plain=true"
expect '"text":"会议纪要\n\n"'

echo "done"
