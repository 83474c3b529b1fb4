package store

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"lianzhan/station"
)

// A damaged file must end in a sentence, whatever is wrong with it, never in a crash and never in a silent new store.
func TestDamagedFileIsRefused(t *testing.T) {
	whole := filepath.Join(t.TempDir(), "whole")
	db, err := Open(whole, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 200 {
		mustWrite(t, db, group(fmt.Sprint("g", i), strings.Repeat("组", 50)))
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(filepath.Join(whole, FileName))
	if err != nil {
		t.Fatal(err)
	}
	page := os.Getpagesize()
	noise := rand.New(rand.NewPCG(1, 2))
	for name, bad := range map[string][]byte{
		"empty":               {},
		"text":                []byte("这不是数据库"),
		"cut to one page":     good[:page],
		"cut to a third":      good[:len(good)/3/page*page],
		"cut inside a page":   good[:len(good)/2+17],
		"both metas blank":    append(make([]byte, 2*page), good[2*page:]...),
		"all pages scribbled": scribble(noise, good, page),
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, FileName)
			if err := os.WriteFile(path, bad, 0o600); err != nil {
				t.Fatal(err)
			}
			db, err := Open(dir, Options{})
			if err == nil {
				db.Close()
			}
			wantCode(t, err, "database_damaged")
			if after, _ := os.ReadFile(path); !bytes.Equal(after, bad) {
				t.Error("the damaged file was altered")
			}
		})
	}
}

func scribble(noise *rand.Rand, good []byte, page int) []byte {
	bad := bytes.Clone(good)
	for i := 2 * page; i < len(bad); i += page {
		for j := range 64 {
			bad[i+j] = byte(noise.Uint32())
		}
	}
	return bad
}

func TestHeldDatabaseNamesItsHolder(t *testing.T) {
	dir := t.TempDir()
	mustOpen(t, dir)
	_, err := Open(dir, Options{})
	wantCode(t, err, "database_held")
	if want := fmt.Sprint("进程 ", os.Getpid()); !strings.Contains(station.Worded(err).Sentence, want) {
		t.Errorf("%v does not name %s", err, want)
	}
}

const childEnv = "LIANZHAN_STORE_CHILD"

// TestMain lets the test binary play a station that is killed or runs out of disk.
func TestMain(m *testing.M) {
	switch role, dir, _ := strings.Cut(os.Getenv(childEnv), ":"); role {
	case "write":
		writeForEver(dir)
	case "compact":
		compactForEver(dir)
	case "full":
		signal.Ignore(syscall.SIGXFSZ)
		limit := syscall.Rlimit{Cur: 256 << 10, Max: 256 << 10}
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
			panic(err)
		}
		writeForEver(dir)
	default:
		os.Exit(m.Run())
	}
}

// writeForEver prints each acknowledged number, until it is killed or a write is refused.
func writeForEver(dir string) {
	db, err := Open(dir, Options{})
	if err != nil {
		fmt.Println("open:", err)
		os.Exit(1)
	}
	for i := 0; i < 100_000; i++ {
		seq, err := db.Write(context.Background(), "test", group(fmt.Sprint("g", i), strings.Repeat("组", 300)))
		if err != nil {
			fmt.Println("refused", station.Worded(err).Code)
			os.Exit(2)
		}
		fmt.Println(seq)
	}
}

func child(role, dir string, out *bytes.Buffer) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childEnv+"="+role+":"+dir)
	cmd.Stdout = out
	return cmd
}

func acknowledged(out string) (last uint64) {
	for line := range strings.Lines(out) {
		var n uint64
		if strings.HasSuffix(line, "\n") {
			if _, err := fmt.Sscanf(line, "%d\n", &n); err == nil {
				last = n
			}
		}
	}
	return last
}

// TestKilledWriterLosesNothing is the short form; make soak runs 200 rounds.
func TestKilledWriterLosesNothing(t *testing.T) {
	dir := t.TempDir()
	for round := range 8 {
		var out bytes.Buffer
		cmd := child("write", dir, &out)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(40+20*round) * time.Millisecond)
		cmd.Process.Kill()
		cmd.Wait()
		db, err := Open(dir, Options{})
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		n, err := db.Verify()
		if last := acknowledged(out.String()); err != nil || uint64(n) < last || db.Seq() < last {
			t.Errorf("round %d: %d acknowledged, %d in the log: %v", round, last, n, err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestFullDiskRefusesAndKeepsWhatWasAcknowledged(t *testing.T) {
	dir := t.TempDir()
	var out bytes.Buffer
	err := child("full", dir, &out).Run()
	if err == nil || !strings.Contains(out.String(), "refused disk_write_failed") {
		t.Fatalf("the writer ended with %v and said %q", err, out.String()[max(0, out.Len()-200):])
	}
	db := mustOpen(t, dir)
	n, err := db.Verify()
	if last := acknowledged(out.String()); last == 0 || uint64(n) != last || err != nil {
		t.Errorf("%d acknowledged, %d in the log: %v", last, n, err)
	}
	mustWrite(t, db, group("again", "空间腾出来了"))
}
