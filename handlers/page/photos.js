// Makes photos small enough for a village line; drawing them anew also drops where they were taken.

const LONGEST_SIDE = 1920;
const SMALL_ENOUGH = 20 * 1024 * 1024;

export async function lighter(file) {
  try {
    const img = await load(file);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(img.naturalWidth, img.naturalHeight));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(img.naturalWidth * scale);
    canvas.height = Math.round(img.naturalHeight * scale);
    canvas.getContext("2d").drawImage(img, 0, 0, canvas.width, canvas.height);
    const small = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
    URL.revokeObjectURL(img.src);
    return small || file;
  } catch {
    return file;
  }
}

export const fits = (blob) => blob.size > 0 && blob.size <= SMALL_ENOUGH;

function load(file) {
  return new Promise((resolve, reject) => {
    const img = new Image();
    img.onload = () => resolve(img);
    img.onerror = reject;
    img.src = URL.createObjectURL(file);
  });
}
