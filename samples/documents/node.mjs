// A walk through the online-document API with Node 18 or later and no packages. `cargo up` serves what it needs:
//
//   BASE_URL=http://127.0.0.1:3000 APP_ID=dev APP_SECRET=dev node samples/documents/node.mjs
import assert from 'node:assert/strict';
import { createHmac, randomInt } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';

const base = process.env.BASE_URL ?? 'http://127.0.0.1:3000';
const appId = process.env.APP_ID ?? 'dev';
const secret = process.env.APP_SECRET ?? 'dev';
const appUserId = 'sample-node';

/** Signs a call. Query and body are not signed. */
function sign(method, path) {
  const nonce = String(randomInt(100000, 1000000));
  const timestamp = String(Math.floor(Date.now() / 1000));
  // Keys in order of the alphabet.
  const text = Object.entries({ appId, method, nonce, path, timestamp })
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join('&');
  const signature = createHmac('sha1', secret).update(text).digest('base64');
  return { Authorization: `${appId}:${signature}`, nonce, timestamp };
}

/** Calls the API; `parameters` are the query of a GET, else the body. The answer is `data`. */
async function call(method, path, parameters) {
  const headers = sign(method, path);
  const request = { method, headers };
  let url = base + path;
  if (method === 'GET') {
    url += `?${new URLSearchParams(parameters)}`;
  } else {
    headers['Content-Type'] = 'application/json';
    request.body = JSON.stringify(parameters);
  }
  const answer = await (await fetch(url, request)).json();
  // Programs go by the code; the message is for people.
  if (answer.code !== 0) throw new Error(`${method} ${path}: ${answer.code} ${answer.message}`);
  return answer.data;
}

/** How workbooks and commands travel: base64(gzip(encodeURIComponent(JSON))). */
const pack = (value) => gzipSync(encodeURIComponent(JSON.stringify(value))).toString('base64');
const unpack = (text) => JSON.parse(decodeURIComponent(gunzipSync(Buffer.from(text, 'base64')).toString()));

console.log(`1. register the user ${appUserId}`);
const [user] = await call('POST', '/user/v1/api/bs/users', [{ appUserId, nickname: 'Node' }]);
assert.equal(user.appUserId, appUserId);

console.log('2. create a note');
const create = (docType, name) =>
  call('POST', '/fs/bs/doc/create', { parentFid: '0', docType, spaceType: 1, name, appUserId });
const note = await create('note', '会议纪要');
assert.equal(note.role, 'owner');
const { fid } = note;
console.log(`   it is ${fid}, at version 1`);

console.log('3. upload an edit; its acknowledgement is lost, so it is sent again, with what was written meanwhile');
// The mark src and seq says that it is the same edit.
const first = { fid, appUserId, v: 1, inflightOp: { ops: [{ insert: '会议纪要\n' }] }, src: 'node', seq: 1 };
await call('POST', '/fs/bs/doc/offlineUpload', first);
const pendingOps = [{ ops: [{ retain: 5 }, { insert: '第一项' }] }];
const uploaded = await call('POST', '/fs/bs/doc/offlineUpload', { ...first, pendingOps });
assert.deepEqual([uploaded.type, uploaded.document._v], [1, 3]);

console.log('4. read it, as text and as operations: the edit is there once');
const read = (more) => call('GET', '/fs/bs/content', { fid, appUserId, ...more });
assert.equal((await read({ plain: true })).text, '会议纪要\n第一项\n');
assert.deepEqual((await read({})).ops, [{ insert: '会议纪要\n第一项\n' }]);

console.log('5. list its history');
const history = await call('GET', '/quill/bs/his/list', { fid, appUserId, pageSize: 20 });
for (const record of history.hislist) {
  console.log(`   versions ${record.startV} to ${record.endV}:${record.msg}`);
}
assert.deepEqual(history.hislist.map((record) => record.type), ['editcontent', 'filecreate']);

console.log('6. create a spreadsheet, edit a cell, read it back');
const sheet = await create('sheet', '预算');
const commands = [{ cmd: 'editCell', sheetName: '工作表1', row: 0, col: 0, newValue: 42 }];
await call('POST', '/fs/bs/doc/offlineUpload', { fid: sheet.fid, appUserId, v: 1, commands: pack(commands), version: 'v1' });
const workbook = unpack(await call('GET', '/sheet/bs/v1/api/getJson', { sheetid: sheet.fid, appUserId }));
assert.equal(workbook.sheets.sheet0.data.dataTable[0][0].value, 42);

console.log('7. restore version 2 of the note: it becomes version 4');
const restored = await call('PUT', '/fs/bs/doc/restore', { fid, appUserId, v: 2, expectV: 3 });
assert.equal(restored.v, 4);
assert.equal((await read({ plain: true })).text, '会议纪要\n\n');

console.log('done');
