package photo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"lianzhan/station"
)

// TestMain lets this program be its own child, as the station is, and the child's converter.
func TestMain(m *testing.M) {
	var err error
	switch {
	case len(os.Args) == 3 && os.Args[1] == "child":
		err = behave(os.Args[2])
	case len(os.Args) == 5 && os.Args[1] == "convert":
		err = converting(os.Args[2], os.Args[3], os.Args[4])
	default:
		os.Exit(m.Run())
	}
	if err != nil {
		_, _ = io.WriteString(os.Stderr, err.Error())
		os.Exit(1)
	}
	os.Exit(0)
}

// behave is the child's way: well, or like one that a stranger's bytes have taken over.
func behave(how string) error {
	if err := Confine(); err != nil {
		return err
	}
	if how, ok := strings.CutPrefix(how, "HEIC "); ok {
		c, err := standIn(how)
		if err != nil {
			return err
		}
		return answerWith(c, os.Stdin, os.Stdout)
	}
	switch how {
	case "hang":
		time.Sleep(time.Hour)
	case "die": // as at the end of the processor time
		return syscall.Kill(os.Getpid(), syscall.SIGKILL)
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
	case "limits":
		return tellLimits()
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

func tellLimits() error {
	var core, files, cpu, written syscall.Rlimit
	err := errors.Join(syscall.Getrlimit(syscall.RLIMIT_CORE, &core), syscall.Getrlimit(syscall.RLIMIT_NOFILE, &files),
		syscall.Getrlimit(syscall.RLIMIT_CPU, &cpu), syscall.Getrlimit(syscall.RLIMIT_FSIZE, &written))
	fmt.Printf("core %d, files %d, seconds %d, written %d", core.Max, files.Max, cpu.Max, written.Cur)
	return err
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
	p, err := encoder(t, "well").Clean(t.Context(), bytes.NewReader(asJPEG(quarters(2000, 1000))))
	if err != nil {
		t.Fatal(err)
	}
	if p.Width != 1600 || p.Height != 800 || p.Place != nil || !sizeIs(t, p.JPEG, 1600, 800) || !sizeIs(t, p.Thumb, 320, 160) {
		t.Errorf("became %d×%d", p.Width, p.Height)
	}
}

func TestChildrenThatMisbehave(t *testing.T) {
	photo := asJPEG(quarters(64, 64))
	for how, want := range map[string]string{
		"crash": "photo_unreadable", "chatter": "photo_unreadable", "garbage": "photo_unreadable", "liar": "photo_unreadable",
		"open": "photo_unreadable", "swell": "photo_too_many_pixels", "die": "photo_too_many_pixels",
	} {
		if _, err := encoder(t, how).Clean(t.Context(), bytes.NewReader(photo)); code(err) != want {
			t.Errorf("%s: %v, want %s", how, err, want)
		}
	}
	if _, err := NewEncoder("/nonexistent").Clean(t.Context(), bytes.NewReader(photo)); err == nil || code(err) != "" {
		t.Errorf("a missing program is the station's fault, not %v", err)
	}
}

// The limits are read back where they hold: in the child.
func TestChildBoundsItself(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), self, "child", "limits").Output()
	if err != nil || string(out) != "core 0, files 16, seconds 5, written 0" {
		t.Errorf("%s, %v", out, err)
	}
}

func TestHangingChildIsKilled(t *testing.T) {
	e := encoder(t, "hang")
	e.Deadline = 50 * time.Millisecond
	if _, err := e.Clean(t.Context(), bytes.NewReader(asJPEG(quarters(8, 8)))); code(err) != "photo_busy" {
		t.Errorf("deadline: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := e.Clean(ctx, bytes.NewReader(asJPEG(quarters(8, 8)))); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestQueueIsBounded(t *testing.T) {
	e := encoder(t, "hang")
	e.Deadline = time.Hour
	photo := asJPEG(quarters(8, 8))
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
	big := io.MultiReader(bytes.NewReader(asJPEG(quarters(8, 8))), strings.NewReader(strings.Repeat("x", MaxBytes)))
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
