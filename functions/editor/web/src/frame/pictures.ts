import type { Bound } from "./bound";

/** The types that documents have pictures of; others are drawn anew. */
const KEPT = new Set(["image/png", "image/jpeg", "image/gif", "image/bmp"]);

/**
 * A picture of the storage, as documents can have it. The service fetches it, as it fetches documents: a storage seldom lets
 * pages of another origin read it, and its address may be good only for servers. Where that fails the browser tries, at
 * `direct`; throws where that fails, too.
 */
export async function storedPicture(bound: Bound, url: string, direct: string, token: string | undefined): Promise<Blob> {
  const fetched = await bound.session.fetchPicture(url, token).catch(() => null);
  if (fetched === null) return drawn(direct);
  if (KEPT.has(fetched.type)) return fetched;
  const address = URL.createObjectURL(fetched);
  try {
    return await drawn(address);
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** The picture at an address, as PNG. A page of ours may show pictures of other origins, and read them where the storage lets it; it may not fetch. */
async function drawn(url: string): Promise<Blob> {
  const image = new Image();
  image.crossOrigin = "anonymous";
  image.src = url;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  canvas.getContext("2d")?.drawImage(image, 0, 0);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob === null ? reject(new Error("no picture")) : resolve(blob)), "image/png"));
}
