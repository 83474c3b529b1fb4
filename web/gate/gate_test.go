package gate

import (
	"bytes"
	"compress/gzip"
	"net/http/httptest"
	"testing"

	"github.com/gofiber/fiber/v2"
)

// What is small on the line is small in memory: nothing unpacks a body before a room has asked how large it is.
func TestAPackedBodyIsRefused(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write(make([]byte, 16<<20)); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	longest := 0
	app := New(Options{})
	app.Post("/", func(c *fiber.Ctx) error {
		longest = max(longest, len(c.Body()))
		return c.SendStatus(fiber.StatusOK)
	})
	for name, c := range map[string]struct {
		codings []string
		want    int
	}{
		"as it is": {nil, fiber.StatusOK}, "packed": {[]string{"gzip"}, fiber.StatusUnsupportedMediaType},
		"packed twice": {[]string{"gzip, br"}, fiber.StatusUnsupportedMediaType}, "hidden": {[]string{"", "gzip"}, fiber.StatusUnsupportedMediaType},
	} {
		req := httptest.NewRequest("POST", "/", bytes.NewReader(packed.Bytes()))
		req.Header["Content-Encoding"] = c.codings
		res, err := app.Test(req)
		if err != nil {
			t.Fatal(err)
		}
		if res.StatusCode != c.want {
			t.Errorf("%s: %d", name, res.StatusCode)
		}
	}
	if longest > packed.Len() {
		t.Errorf("%d bytes became %d", packed.Len(), longest)
	}
}
