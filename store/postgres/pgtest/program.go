package pgtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// program finds one of PostgreSQL's programs, the newest version's.
func program(name string) (string, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if len(found) == 0 {
		return "", errors.New("缺少 PostgreSQL：请执行 tests/need database / PostgreSQL is missing: run tests/need database")
	}
	return found[len(found)-1], nil
}

// servant is whom the server runs as: it refuses root. Nil where this process is somebody else already.
func servant() *syscall.Credential {
	if os.Getuid() != 0 {
		return nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		if u, err := user.Lookup(name); err == nil {
			uid, uidErr := strconv.ParseUint(u.Uid, 10, 32)
			gid, gidErr := strconv.ParseUint(u.Gid, 10, 32)
			if uidErr == nil && gidErr == nil {
				return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
			}
		}
	}
	return nil
}

func (s *Server) command(ctx context.Context, path string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Dir = s.dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: servant()}
	cmd.Env = []string{"PATH=/usr/bin:/bin", "LC_ALL=C", "TZ=UTC", "HOME=" + s.dir}
	return cmd
}

func (s *Server) run(name string, args ...string) error {
	_, err := s.output(name, args...)
	return err
}

func (s *Server) output(name string, args ...string) (string, error) {
	path, err := program(name)
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(context.Background(), patient)
	defer cancel()
	out, err := s.command(ctx, path, args...).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%s: %w: %s", name, err, tail(string(out)))
	}
	return strings.TrimSpace(string(out)), nil
}

// children are the processes that have another as their parent.
func children(parent int) (pids []int) {
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, path := range stats {
		raw, err := os.ReadFile(path)
		if err != nil {
			continue // gone meanwhile
		}
		// 1234 (name) S 1 ...: the name may hold anything but ends at the last bracket (proc_pid_stat(5)).
		fields := strings.Fields(string(raw[strings.LastIndexByte(string(raw), ')')+1:]))
		if len(fields) > 1 && fields[1] == strconv.Itoa(parent) {
			if pid, err := strconv.Atoi(filepath.Base(filepath.Dir(path))); err == nil {
				pids = append(pids, pid)
			}
		}
	}
	return pids
}

// Standby makes a second server that follows this one, and has this one wait for it at every commit from now on.
func (s *Server) Standby() (*Server, error) {
	standby, err := folder()
	if err != nil {
		return nil, err
	}
	err = standby.run("pg_basebackup", s.at("-D", standby.data(), "-R", "-X", "stream", "-c", "fast", "--no-sync")...)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(standby.dir))
	}
	if err := standby.launch("wal_retrieve_retry_interval=500ms"); err != nil {
		return nil, err
	}
	for _, statement := range []string{"ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()"} {
		if _, err := s.SQL("postgres", statement); err != nil {
			return nil, errors.Join(err, standby.Stop())
		}
	}
	for end := time.Now().Add(patient); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if state, _ := s.SQL("postgres", "SELECT sync_state FROM pg_stat_replication"); state == "sync" {
			return standby, nil
		}
	}
	return nil, errors.Join(errors.New("the standby does not follow"), standby.Stop())
}

// Promote makes a standby the one that is written to.
func (s *Server) Promote() error { return s.run("pg_ctl", "promote", "-D", s.data(), "-w") }
