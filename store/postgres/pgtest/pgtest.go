// Package pgtest starts a PostgreSQL of the tests' own, from the Debian package, on a free port of this machine, and takes
// it away afterwards. A machine without the package fails the tests: what they prove would not be proven.
package pgtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

const (
	// life bounds a server whose test was killed; its own watch stops it then.
	life    = "15m"
	patient = 30 * time.Second
	role    = "postgres"
)

// Server is a running database server with a folder of its own.
type Server struct {
	dir    string
	port   int
	server *exec.Cmd
	made   atomic.Int32 // databases
	over   chan struct{}
}

// Start makes a fresh server. Settings are lines of its configuration, "name=value".
func Start(settings ...string) (*Server, error) {
	s, err := folder()
	if err != nil {
		return nil, err
	}
	if err := s.run("initdb", "-D", s.data(), "-U", role, "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync"); err != nil {
		return nil, errors.Join(err, os.RemoveAll(s.dir))
	}
	return s, s.launch(settings...)
}

func folder() (*Server, error) {
	if _, err := program("initdb"); err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "lianzhan-pg-")
	if err != nil {
		return nil, err
	}
	if who := servant(); who != nil {
		err = os.Chown(dir, int(who.Uid), int(who.Gid))
	}
	return &Server{dir: dir}, err
}

func (s *Server) data() string { return filepath.Join(s.dir, "data") }

// launch starts the server and waits until it answers. A port that somebody took meanwhile is tried anew.
func (s *Server) launch(settings ...string) (err error) {
	for range 3 {
		if s.port, err = freePort(); err != nil {
			return err
		}
		if err = s.serve(settings); err == nil {
			return nil
		}
	}
	return errors.Join(err, s.Stop())
}

func (s *Server) serve(settings []string) error {
	postgres, err := program("postgres")
	if err != nil {
		return err
	}
	args := []string{"--signal=QUIT", life, postgres, "-D", s.data()}
	for _, setting := range append([]string{"listen_addresses=127.0.0.1", fmt.Sprint("port=", s.port), "unix_socket_directories=",
		"shared_buffers=64MB", "max_connections=120"}, settings...) {
		args = append(args, "-c", setting)
	}
	var said bytes.Buffer
	s.server = s.command(context.Background(), "timeout", args...)
	s.server.Stderr = &said
	if err := s.server.Start(); err != nil {
		return err
	}
	s.over = make(chan struct{})
	go func(server *exec.Cmd, over chan struct{}) { // ends with the server, which Stop waits for
		_ = server.Wait() // how it ended is what its tests are about
		close(over)
	}(s.server, s.over)
	for end := time.Now().Add(patient); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		select {
		case <-s.over:
			return fmt.Errorf("postgres did not start: %s", tail(said.String()))
		default:
		}
		if s.run("pg_isready", s.at("-q")...) == nil {
			return nil
		}
	}
	return fmt.Errorf("postgres does not answer on port %d", s.port)
}

// at adds where the server listens to the arguments of one of its programs.
func (s *Server) at(args ...string) []string {
	return append(args, "-h", "127.0.0.1", "-p", strconv.Itoa(s.port), "-U", role)
}

// Database makes room for one test and returns its URL: a schema, which is made a good deal faster than a database.
func (s *Server) Database() (url string, err error) {
	name := fmt.Sprint("box", s.made.Add(1))
	_, err = s.SQL(role, "CREATE SCHEMA "+name)
	return s.URL(role) + "&search_path=" + name, err
}

// Address is host:port.
func (s *Server) Address() string { return fmt.Sprint("127.0.0.1:", s.port) }

// URL is that of a database by its name; more addresses are hosts to try after this one.
func (s *Server) URL(database string, more ...string) string {
	hosts := strings.Join(append([]string{s.Address()}, more...), ",")
	return fmt.Sprintf("postgres://%s@%s/%s?sslmode=disable&target_session_attrs=read-write", role, hosts, database)
}

// SQL runs one statement and returns what it prints.
func (s *Server) SQL(database, statement string) (string, error) {
	return s.output("psql", s.at("-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", statement)...)
}

// Stop ends the server and removes its folder.
func (s *Server) Stop() error {
	if s.over != nil {
		_ = s.server.Process.Signal(syscall.SIGINT) // it may be gone already
		select {
		case <-s.over:
		case <-time.After(patient):
			s.Kill()
			<-s.over
		}
	}
	return os.RemoveAll(s.dir)
}

// Kill is a power cut for the server's processes.
func (s *Server) Kill() {
	pids, _ := os.ReadFile(filepath.Join(s.data(), "postmaster.pid"))
	first, _, _ := strings.Cut(string(pids), "\n")
	if pid, err := strconv.Atoi(first); err == nil {
		for _, child := range children(pid) {
			_ = syscall.Kill(child, syscall.SIGKILL)
		}
		_ = syscall.Kill(pid, syscall.SIGKILL)
	}
	_ = s.server.Process.Kill()
}

// Again starts a server that was killed, on its data and at its address.
func (s *Server) Again() error {
	<-s.over
	return s.serve(nil)
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}

func tail(s string) string { return s[max(0, len(s)-600):] }
