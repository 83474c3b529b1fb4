package photo

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"lianzhan/station"
)

// TestMain lets this program be its own child, as the station is; the second word is how the child behaves.
func TestMain(m *testing.M) {
	if len(os.Args) == 3 && os.Args[1] == "child" {
		if err := behave(os.Args[2]); err != nil {
			_, _ = io.WriteString(os.Stderr, err.Error())
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func behave(how string) error {
	if err := Confine(); err != nil {
		return err
	}
	switch how {
	case "hang":
		time.Sleep(time.Hour)
	case "crash":
		panic("bad pixel")
	case "chatter":
		for {
			if _, err := io.WriteString(os.Stdout, strings.Repeat("{", 1<<16)); err != nil {
				return err
			}
		}
	case "garbage":
		_, err := io.WriteString(os.Stdout, `{"picture":{"JPEG":"AAAA","Width":1`)
		return err
	case "liar":
		_, err := io.WriteString(os.Stdout, `{"picture":{"JPEG":"PHNjcmlwdD4=","Thumb":"PHNjcmlwdD4=","Width":9,"Height":9}}`)
		return err
	case "swell":
		var all [][]byte
		for range 64 {
			all = append(all, bytes.Repeat([]byte{1}, 16<<20))
		}
		runtime.KeepAlive(all)
	case "open":
		if _, err := os.ReadFile("/proc/self/status"); err != nil {
			return err
		}
		file, err := os.Create("/dev/shm/lianzhan-photo-test")
		if err != nil {
			return err
		}
		defer os.Remove(file.Name())
		_, err = file.WriteString("x")
		return err
	}
	return Reencode(os.Stdin, os.Stdout)
}

func encoder(t *testing.T, how string) *Encoder {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return NewEncoder(self, "child", how)
}

func code(err error) string {
	var e *station.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

func TestPhotoGoesThroughTheChild(t *testing.T) {
	p, err := encoder(t, "well").Clean(t.Context(), bytes.NewReader(asJPEG(t, quarters(2000, 1000))))
	if err != nil {
		t.Fatal(err)
	}
	if p.Width != 1600 || p.Height != 800 || p.Place != nil || !sizeIs(t, p.JPEG, 1600, 800) || !sizeIs(t, p.Thumb, 320, 160) {
		t.Errorf("became %d×%d", p.Width, p.Height)
	}
}

func TestChildrenThatMisbehave(t *testing.T) {
	photo := asJPEG(t, quarters(64, 64))
	for _, how := range []string{"crash", "chatter", "garbage", "liar", "swell", "open"} {
		if _, err := encoder(t, how).Clean(t.Context(), bytes.NewReader(photo)); code(err) != "photo_unreadable" {
			t.Errorf("%s: %v", how, err)
		}
	}
	if _, err := NewEncoder("/nonexistent").Clean(t.Context(), bytes.NewReader(photo)); err == nil || code(err) != "" {
		t.Errorf("a missing program is the station's fault, not %v", err)
	}
}

func TestHangingChildIsKilled(t *testing.T) {
	e := encoder(t, "hang")
	e.Deadline = 50 * time.Millisecond
	if _, err := e.Clean(t.Context(), bytes.NewReader(asJPEG(t, quarters(8, 8)))); code(err) != "photo_busy" {
		t.Errorf("deadline: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := e.Clean(ctx, bytes.NewReader(asJPEG(t, quarters(8, 8)))); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestQueueIsBounded(t *testing.T) {
	e := encoder(t, "hang")
	e.Deadline = time.Hour
	photo := asJPEG(t, quarters(8, 8))
	ctx, cancel := context.WithCancel(t.Context())
	var inside sync.WaitGroup
	for range children + waiting {
		inside.Go(func() {
			if _, err := e.Clean(ctx, bytes.NewReader(photo)); !errors.Is(err, context.Canceled) {
				t.Errorf("inside: %v", err)
			}
		})
	}
	for len(e.line) < cap(e.line) {
		time.Sleep(time.Millisecond)
	}
	if _, err := e.Clean(t.Context(), bytes.NewReader(photo)); code(err) != "photo_busy" {
		t.Errorf("one too many: %v", err)
	}
	if len(e.slots) > children {
		t.Errorf("%d children at once", len(e.slots))
	}
	cancel()
	inside.Wait()
	if len(e.line) != 0 || len(e.slots) != 0 {
		t.Errorf("left behind: %d in line, %d in slots", len(e.line), len(e.slots))
	}
}

func TestUploadsAreBounded(t *testing.T) {
	big := io.MultiReader(bytes.NewReader(asJPEG(t, quarters(8, 8))), strings.NewReader(strings.Repeat("x", MaxBytes)))
	if _, err := encoder(t, "well").Clean(t.Context(), big); code(err) != "photo_too_large" {
		t.Errorf("too large: %v", err)
	}
	if _, err := encoder(t, "well").Clean(t.Context(), io.MultiReader(strings.NewReader("\xff\xd8\xff"), broken{})); code(err) != "photo_unreadable" {
		t.Errorf("broken line: %v", err)
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestEveryRefusalComesBackWithItsSentence(t *testing.T) {
	for name, want := range refusals {
		_, err := read([]byte(`{"refusal":"` + name + `"}`))
		if code(err) != name || want().Code != name {
			t.Errorf("%s came back as %v", name, err)
		}
	}
	if _, err := read([]byte(`{"refusal":"database_damaged"}`)); code(err) != "photo_unreadable" {
		t.Errorf("a child chose its own words: %v", err)
	}
}
