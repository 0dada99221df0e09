/** Width and height from a PNG file's header, or `null` when the bytes are not PNG. */
export function pngSize(bytes: Uint8Array): { readonly width: number; readonly height: number } | null {
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isPng = bytes.byteLength >= 24 && header.getUint32(0) === 0x89504e47 && header.getUint32(12) === 0x49484452;
  return isPng ? { width: header.getUint32(16), height: header.getUint32(20) } : null;
}
