// Copies the text that a button names. Without a clipboard (no secure context) the text is selected, ready for Ctrl C.
document.querySelectorAll("[data-copy]").forEach((button) => {
  const field = document.getElementById(button.dataset.copy);
  const word = button.querySelector("[data-copy-word]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.focus();
    field.select();
    const copied = navigator.clipboard
      ? await navigator.clipboard.writeText(field.value).then(() => true, () => false)
      : document.execCommand("copy");
    if (copied) word.textContent = word.dataset.done;
  });
});
