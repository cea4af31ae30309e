/* Downloads a chart as a picture: the drawing holds all it needs, so the browser draws it, and nothing is sent. */
(() => {
  const SCALE = 2; /* pixels of the picture for each of the drawing: sharp in a printed paper */

  const pictureOf = (svg) => new Promise((resolve, reject) => {
    const { width, height } = svg.viewBox.baseVal;
    const source = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" }));
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = width * SCALE;
      canvas.height = height * SCALE;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      URL.revokeObjectURL(source);
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
    };
    image.onerror = () => { URL.revokeObjectURL(source); reject(new Error("no picture")); };
    image.src = source;
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-picture]");
    if (!button) return;
    const chart = button.closest(".chart");
    const said = chart.querySelector(".picture-told");
    try {
      const address = URL.createObjectURL(await pictureOf(chart.querySelector(".drawn.wide svg")));
      const link = Object.assign(document.createElement("a"), { href: address, download: button.dataset.picture });
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), 60000);
      said.textContent = "Picture downloaded";
    } catch {
      said.textContent = "This browser cannot make the picture. Download the table instead.";
    }
  });
})();
