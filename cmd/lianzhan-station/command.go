package main

import (
	"errors"
	"net/http"

	"github.com/spf13/cobra"

	deskverbs "lianzhan/desk/verbs"
	"lianzhan/store"
	storeverbs "lianzhan/store/verbs"
	syncverbs "lianzhan/sync/verbs"
	"lianzhan/web/console"
	"lianzhan/web/photo"
)

// newCommand lists the verbs. serve runs the station; all others do their work through the running station when there
// is one, and open the data themselves when there is none.
func newCommand() *cobra.Command {
	root := &cobra.Command{
		Use:           "lianzhan-station",
		Short:         "联站：人大代表联络站的服务程序",
		Version:       version,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	data := root.PersistentFlags().String("data", defaultData, "数据目录")
	way := console.Way{Data: data, Alone: alone}
	root.AddCommand(serveCommand(data), pairCommand(way), photo.Command())
	root.AddCommand(deskverbs.Commands(way)...)
	root.AddCommand(storeverbs.Commands(way)...)
	root.AddCommand(syncverbs.Commands(way)...)
	return root
}

// alone opens the door where no station runs.
func alone(data string) (shut func() error, err error) {
	db, err := store.Open(data, store.Options{Clock: store.WallClock, Built: builtAt(), Keep: kept})
	if err != nil {
		return nil, err
	}
	accounts, err := newAccounts(db, unreachable)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	room, err := newSync(db, data, func() {})
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	pairing := func(mux *http.ServeMux) { offerPairing(mux, nil) }
	door, err := console.Listen(data, deskverbs.Routes(db, accounts), storeverbs.Routes(db), syncverbs.Routes(room), pairing)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return func() error {
		err := door.Close()
		room.Close()
		return errors.Join(err, db.Close())
	}, nil
}
