package casework

import (
	"errors"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// shown are the types of file a browser may show by itself; anything else is only ever saved.
var shown = []string{"image/jpeg", "image/png", "audio/wave", "audio/mpeg", "application/ogg", "video/webm"}

// sendFile sends a kept file and closes it when it is sent.
func sendFile(c *fiber.Ctx, file *os.File) error {
	head := make([]byte, 512)
	n, err := io.ReadFull(file, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return errors.Join(err, file.Close())
	}
	info, err := file.Stat()
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		return errors.Join(err, file.Close())
	}
	kind := http.DetectContentType(head[:n])
	if !slices.Contains(shown, kind) {
		kind = fiber.MIMEOctetStream
		c.Set(fiber.HeaderContentDisposition, "attachment")
	}
	c.Set(fiber.HeaderContentType, kind)
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	return c.SendStream(file, int(info.Size()))
}

// paramOf is a copy of a part of the address: Fiber reuses its memory.
func paramOf(c *fiber.Ctx, name string) string { return strings.Clone(c.Params(name)) }
