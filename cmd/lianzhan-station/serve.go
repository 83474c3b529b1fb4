package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/spf13/cobra"

	"lianzhan/desk"
	"lianzhan/desk/account"
	deskverbs "lianzhan/desk/verbs"
	"lianzhan/display"
	"lianzhan/kiosk"
	"lianzhan/store"
	storeverbs "lianzhan/store/verbs"
	"lianzhan/sync"
	syncverbs "lianzhan/sync/verbs"
	"lianzhan/web/address"
	"lianzhan/web/console"
	"lianzhan/web/gate"
	"lianzhan/web/health"
	"lianzhan/web/photo"
	"lianzhan/web/shed"
)

const (
	defaultData   = "/var/lib/lianzhan"
	defaultListen = ":8080"
	shutdownLimit = 10 * time.Second
	smallHeap     = 50 // percent; a mini PC has more time than memory to spare, and an idle station allocates little
)

// settings are what the technician may choose; everything else is a record.
type settings struct {
	data      string
	listen    string
	publicURL string
	station   string
	demo      bool
}

func serveCommand(data *string) *cobra.Command {
	var s settings
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "运行联络站：触摸屏、大屏和手机页面",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s.data = *data
			return serve(cmd.Context(), s)
		},
	}
	cmd.Flags().StringVar(&s.listen, "listen", defaultListen, "监听地址")
	cmd.Flags().StringVar(&s.publicURL, "public-url", "", "二维码里写的地址；空着就用本机的局域网地址")
	cmd.Flags().StringVar(&s.station, "station", "", "本机所在联络站的编号；空着就用中心联络站")
	cmd.Flags().BoolVar(&s.demo, "demo", false, "数据目录是空的时候，装入虚构的演示资料")
	return cmd
}

// serve runs the station until ctx ends: listen first, then tell systemd, then keep watch.
func serve(ctx context.Context, s settings) error {
	if err := address.Check(s.publicURL); err != nil {
		return err
	}
	debug.SetGCPercent(smallHeap)
	clock := &demoClock{}
	tree := &treeClock{box: clock.read}
	options := store.Options{Clock: tree.read, Built: builtAt(), Keep: kept}
	if s.demo {
		options.Built = time.Time{} // the demo's past lies before the program
	}
	db, err := store.Open(s.data, options)
	if err != nil {
		return err
	}
	box, err := assemble(db, s)
	if err != nil {
		return errors.Join(err, db.Close())
	}
	if s.demo {
		err = seedDemo(ctx, db, clock)
	}
	if err == nil {
		tree.room.Store(box.sync)
		box.sync.Start()
		err = box.run(ctx)
	}
	return errors.Join(err, box.close(), db.Close())
}

// box is a running station: the rooms around one store, one listener for people and one for the command line.
type box struct {
	db        *store.DB
	app       *fiber.App
	lines     gate.Lines
	display   *display.Room
	kiosk     *kiosk.Room
	compactor *store.Compactor
	sweeper   *store.Sweeper
	accounts  *account.Room
	desk      *desk.Room
	sync      *sync.Room
	photos    *photo.Encoder // the one way a stranger's picture comes in
	base      *address.Address
	listener  net.Listener
	control   *console.Door
}

// assemble introduces the rooms to each other.
func assemble(db *store.DB, s settings) (*box, error) {
	listener, err := net.Listen("tcp", s.listen)
	if err != nil {
		return nil, fmt.Errorf("不能在 %s 上监听，可能已有程序占用：%w", s.listen, err)
	}
	base := address.New(s.publicURL, listener.Addr())
	b := &box{db: db, base: base, listener: listener, photos: photo.NewEncoder("/proc/self/exe", photo.Verb)}
	b.display = display.New(display.Options{Store: db, Now: db.Now, Station: s.station, Base: base.String})
	b.compactor = store.NewCompactor(db)
	if b.sync, err = newSync(db, s.data, b.compactor.Ask); err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	b.sweeper = store.NewSweeper(db, b.sync.SweepThumbs)
	b.kiosk = kiosk.New(b.kioskOptions(s.station))
	if b.accounts, err = newAccounts(db, reachable); err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	b.app = b.newApp()
	b.desk = b.newDesk()
	b.routes()
	pairing := func(mux *http.ServeMux) { offerPairing(mux, b) }
	if b.control, err = console.Listen(s.data, deskverbs.Routes(db, b.accounts), storeverbs.Routes(db),
		syncverbs.Routes(b.sync), pairing); err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	return b, nil
}

// run serves until ctx ends or a listener fails.
func (b *box) run(ctx context.Context) error {
	failed := make(chan error, 1)
	go func() { failed <- b.app.Listener(b.listener) }()
	slog.Info("station is up", "listen", b.listener.Addr().String(), "version", version)
	b.accounts.Announce()
	defer health.Watch(b.db)()
	defer shed.Later()()
	select {
	case <-ctx.Done():
		b.kiosk.Release()
		return b.lines.Shut(b.app, shutdownLimit)
	case err := <-failed:
		return err
	}
}

// close stops what run left standing: open sockets, then the command line's door.
func (b *box) close() error {
	b.sync.Close()
	b.display.Close()
	b.desk.Close()
	b.kiosk.Close()
	b.sweeper.Close()
	b.compactor.Close()
	return b.control.Close()
}
