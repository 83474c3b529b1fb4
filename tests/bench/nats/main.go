// Command natsleaf is the rival of the stations' lines: a NATS hub and a leaf node with JetStream on both, the hub drawing
// the leaf's stream (docs.nats.io, "JetStream on Leaf Nodes"). It has a module of its own, so that the product carries none
// of it. The bench lays a line between the two and says on standard input when to go on.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
)

const (
	stream  = "CHANGES"
	subject = "changes"
	patient = 2 * time.Minute // for everything the bench asks
	pending = 4096            // messages published and not acknowledged while loading
)

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: natsleaf DIR always|default BODIES")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2] == "always", os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, "natsleaf:", err)
		os.Exit(1)
	}
}

// run starts the hub, says where its leaf nodes come in, and obeys: "remote HOST:PORT" starts the leaf there, "load" fills
// its stream - once more, when it is told again -, "bulk" lets the hub draw it, "rest" waits until it has all, "one" publishes one
// more. Each answers with a line.
func run(dir string, always bool, bodies string) error {
	hub, err := start(dir, "hub", always, nil)
	if err != nil {
		return err
	}
	defer hub.WaitForShutdown()
	defer hub.Shutdown()
	address, err := hubLeaf(hub)
	if err != nil {
		return err
	}
	fmt.Println("hub", address)
	l := &pair{dir: dir, always: always, bodies: bodies, hub: hub}
	defer l.close()
	orders := bufio.NewScanner(os.Stdin)
	for orders.Scan() {
		answer, err := l.obey(orders.Text())
		if err != nil {
			return err
		}
		fmt.Println(answer)
	}
	return orders.Err()
}

// hubLeaf is where leaf nodes connect. The port was chosen by the kernel.
func hubLeaf(hub *server.Server) (string, error) {
	v, err := hub.Varz(nil)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("127.0.0.1:%d", v.LeafNode.Port), nil
}

func start(dir, name string, always bool, remote *url.URL) (*server.Server, error) {
	o := &server.Options{ServerName: name, Host: "127.0.0.1", Port: server.RANDOM_PORT, NoSigs: true, NoLog: true, JetStream: true,
		JetStreamDomain: name, StoreDir: filepath.Join(dir, name), SyncAlways: always}
	if remote == nil {
		// A leaf that were told the hub's own address would come back past the line.
		o.LeafNode = server.LeafNodeOpts{Host: "127.0.0.1", Port: server.RANDOM_PORT, NoAdvertise: true}
	} else {
		o.LeafNode.Remotes = []*server.RemoteLeafOpts{{URLs: []*url.URL{remote}}}
	}
	s, err := server.NewServer(o)
	if err != nil {
		return nil, err
	}
	s.Start()
	if !s.ReadyForConnections(patient) {
		return nil, errors.New(name + " is not ready")
	}
	return s, nil
}

// pair is both servers and a client of each.
type pair struct {
	dir, bodies   string
	always        bool
	hub, leaf     *server.Server
	atHub, atLeaf *nats.Conn
	inHub, inLeaf nats.JetStreamContext
	count         uint64
	body          []byte
}

func (p *pair) close() {
	if p.leaf != nil {
		p.leaf.Shutdown()
		p.leaf.WaitForShutdown()
	}
}

func (p *pair) obey(order string) (string, error) {
	verb, what, _ := strings.Cut(order, " ")
	switch verb {
	case "remote":
		return "leaf", p.connect(what)
	case "load":
		return "loaded", p.load()
	case "bulk":
		return p.bulk()
	case "rest":
		return p.rest()
	case "one":
		return p.one()
	}
	return "", errors.New("unknown order " + order)
}

func (p *pair) connect(hub string) (err error) {
	if p.leaf, err = start(p.dir, "leaf", p.always, &url.URL{Scheme: "nats-leaf", Host: hub}); err != nil {
		return err
	}
	if p.atHub, err = nats.Connect(p.hub.ClientURL()); err != nil {
		return err
	}
	if p.atLeaf, err = nats.Connect(p.leaf.ClientURL()); err != nil {
		return err
	}
	if p.inHub, err = p.atHub.JetStream(); err != nil {
		return err
	}
	p.inLeaf, err = p.atLeaf.JetStream(nats.PublishAsyncMaxPending(pending))
	return err
}

// load fills the leaf's stream with the lines of a file.
func (p *pair) load() error {
	if _, err := p.inLeaf.AddStream(&nats.StreamConfig{Name: stream, Subjects: []string{subject}, Storage: nats.FileStorage}); err != nil {
		return err
	}
	file, err := os.Open(p.bodies)
	if err != nil {
		return err
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); p.count++ {
		p.body = append([]byte(nil), lines.Bytes()...)
		if _, err := p.inLeaf.PublishAsync(subject, p.body, nats.StallWait(patient)); err != nil {
			return err
		}
	}
	select {
	case <-p.inLeaf.PublishAsyncComplete():
		return nil
	case <-time.After(patient):
		return errors.New("loading takes too long")
	}
}

// bulk lets the hub draw the stream: seconds from the order, and from the first message there, until it has all.
func (p *pair) bulk() (string, error) {
	asked := time.Now()
	if _, err := p.inHub.AddStream(&nats.StreamConfig{Name: stream, Storage: nats.FileStorage, Sources: []*nats.StreamSource{
		{Name: stream, External: &nats.ExternalStream{APIPrefix: "$JS.leaf.API"}}}}); err != nil {
		return "", err
	}
	first, err := p.arrived(1)
	if err != nil {
		return "", err
	}
	last, err := p.arrived(p.count)
	return "bulk " + seconds(last.Sub(asked)) + " " + seconds(last.Sub(first)), err
}

// rest waits until the hub has everything that was loaded.
func (p *pair) rest() (string, error) {
	asked := time.Now()
	last, err := p.arrived(p.count)
	return "rest " + seconds(last.Sub(asked)), err
}

// one publishes one change at the leaf and times it from the leaf's acknowledgement to the hub.
func (p *pair) one() (string, error) {
	p.count++
	if _, err := p.inLeaf.Publish(subject, p.body); err != nil {
		return "", err
	}
	began := time.Now()
	at, err := p.arrived(p.count)
	return "one " + seconds(at.Sub(began)), err
}

// arrived waits until the hub's stream has so many messages.
func (p *pair) arrived(count uint64) (time.Time, error) {
	for end := time.Now().Add(patient); time.Now().Before(end); time.Sleep(200 * time.Microsecond) {
		s, err := p.inHub.StreamInfo(stream)
		if err == nil && s.State.Msgs >= count {
			return time.Now(), nil
		}
	}
	return time.Time{}, fmt.Errorf("the hub never had %d messages", count)
}

func seconds(d time.Duration) string { return strconv.FormatFloat(d.Seconds(), 'f', 6, 64) }
