package desk

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"lianzhan/web/photo"
)

// pass is a cleaner that finds every picture clean.
type pass struct{}

func (pass) Clean(_ context.Context, r io.Reader) (photo.Picture, error) {
	data, err := io.ReadAll(r)
	return photo.Picture{JPEG: data}, err
}

// attach sends a picture to a matter.
func (w *world) attach(who, id, picture string) reply {
	w.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", "photo.jpg")
	if err != nil {
		w.t.Fatal(err)
	}
	if _, err := io.WriteString(part, picture); err != nil {
		w.t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		w.t.Fatal(err)
	}
	return w.send(who, http.MethodPost, "/api/v1/desk/matters/"+id+"/attachments", form.FormDataContentType(), &body)
}

const snapshot = "\xff\xd8\xff\xe0 a picture"

func TestAPictureIsSeenByThoseWhoMayReadItsMatter(t *testing.T) {
	w := newWorld(t, func(o *Options) { o.Photos = pass{} })
	id := w.register(manhole).ID
	w.walk(id, "master accepted {}", `officer classified {"category":"road","grade":"urgent"}`, `master assigned {"lead_unit":"roads"}`)
	if r := w.attach("water", id, snapshot); r.status != http.StatusNotFound {
		t.Errorf("another unit hung a picture: %d", r.status)
	}
	hash := answered[struct{ Hash string }](t, w.attach("roads", id, snapshot).body).Hash
	file := "/files/" + hash
	if r := w.ask("roads", http.MethodGet, file, ""); r.status != http.StatusOK || string(r.body) != snapshot || r.header.Get("Content-Type") != "image/jpeg" {
		t.Errorf("before it is named: %d %s", r.status, r.header.Get("Content-Type"))
	}
	w.walk(id, "roads replied "+strings.TrimSuffix(replied, "}")+fmt.Sprintf(`,"photos":[%q]}`, hash))
	for who, want := range map[string]int{"roads": 200, "officer": 200, "deputy": 200, "other": 404, "water": 404, "technician": 403, "auditor": 403} {
		if r := w.ask(who, http.MethodGet, file, ""); r.status != want {
			t.Errorf("%s got %d, want %d", who, r.status, want)
		}
	}
}

func TestAPictureNobodyNamesIsSweptAway(t *testing.T) {
	w := newWorld(t, func(o *Options) { o.Photos = pass{} })
	id := w.register(manhole).ID
	hash := answered[struct{ Hash string }](t, w.attach("officer", id, snapshot).body).Hash
	w.store.pass(2 * time.Hour)
	if r := w.move("officer", id, "told", fmt.Sprintf(`{"words":"补一张照片","photos":[%q]}`, hash)); r.code != "file_unknown" {
		t.Errorf("a picture of two hours ago: %d %s", r.status, r.code)
	}
	w.attach("officer", id, snapshot+" of something else")
	if _, err := w.store.File(hash); err == nil {
		t.Error("the picture is still there")
	}
}

func TestAPictureTooManyIsNotKept(t *testing.T) {
	w := newWorld(t, func(o *Options) { o.Photos = pass{} })
	id := w.register(manhole).ID
	last, answer := "", reply{status: http.StatusCreated}
	for n := 0; n < 1000 && answer.status == http.StatusCreated; n++ {
		last = fmt.Sprint(snapshot, n)
		answer = w.attach("officer", id, last)
	}
	if answer.code != "attachments_full" {
		t.Fatalf("a thousand pictures nobody names: %d %s", answer.status, answer.code)
	}
	if _, err := w.store.File(fmt.Sprintf("%x", sha256.Sum256([]byte(last)))); err == nil {
		t.Error("the one too many is kept for ever")
	}
	if _, err := w.store.File(fmt.Sprintf("%x", sha256.Sum256([]byte(fmt.Sprint(snapshot, 0))))); err != nil {
		t.Errorf("the first one waits for its event: %v", err)
	}
}

func TestHTMLIsNeverShown(t *testing.T) {
	w := newWorld(t, func(o *Options) { o.Photos = pass{} })
	id := w.register(manhole).ID
	hash := answered[struct{ Hash string }](t, w.attach("officer", id, "<html><script>alert(1)</script>").body).Hash
	r := w.ask("officer", http.MethodGet, "/files/"+hash, "")
	if r.header.Get("Content-Type") != "application/octet-stream" || r.header.Get("Content-Disposition") != "attachment" ||
		r.header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("%v", r.header)
	}
}
