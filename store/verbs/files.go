package verbs

import (
	"fmt"
	"net/http"

	"github.com/spf13/cobra"

	"lianzhan/station"
	"lianzhan/store"
	"lianzhan/web/console"
)

// filesCommand shows what of the pictures and recordings on the disk nobody needs, and takes it away when told to.
func filesCommand(way console.Way) *cobra.Command {
	var drop bool
	cmd := &cobra.Command{
		Use:   "files",
		Short: "列出没有记录用到的照片和录音；加 --drop 删掉",
		Long: `列出没有记录用到、收下已经超过七天的照片和录音，每行是名字、大小、收下的时间。
只列出来，不删。加 --drop 才删。程序自己每天也清一次。`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			request, done := console.Get("/files"), "没有记录用到，可以删：加 --drop。"
			if drop {
				request, done = console.Post("/files/drop", nil), "已经删掉。"
			}
			return console.Ask(cmd.Context(), way, request, func(files []store.Loose) error {
				return list(cmd, files, done)
			})
		},
	}
	cmd.Flags().BoolVar(&drop, "drop", false, "删掉")
	return cmd
}

func list(cmd *cobra.Command, files []store.Loose, done string) error {
	if len(files) == 0 {
		_, err := fmt.Fprintln(cmd.OutOrStdout(), "没有用不到的文件。")
		return err
	}
	for _, f := range files {
		if _, err := fmt.Fprintf(cmd.OutOrStdout(), "%s\t%s\t%s\n", f.Hash, sizeWords(f.Size), f.Since.In(station.Zone).Format("2006-01-02 15:04")); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(cmd.OutOrStdout(), "%d 个文件，%s，%s\n", len(files), sizeWords(store.BytesOf(files)), done)
	return err
}

// sizeWords is a number of bytes as people say it.
func sizeWords(bytes int64) string {
	const kilo, mega = 1 << 10, 1 << 20
	switch {
	case bytes < kilo:
		return fmt.Sprintf("%d B", bytes)
	case bytes < mega:
		return fmt.Sprintf("%d KB", (bytes+kilo-1)/kilo)
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/mega)
}

// filesRoutes are what the verb asks of whoever holds the files.
func filesRoutes(db *store.DB, mux *http.ServeMux) {
	mux.Handle("GET /files", console.Answer(func(http.ResponseWriter, *http.Request) (any, error) {
		files, err := db.LooseFiles()
		return all(files), err
	}))
	mux.Handle("POST /files/drop", console.Answer(func(_ http.ResponseWriter, r *http.Request) (any, error) {
		files, err := db.DropLooseFiles(r.Context())
		return all(files), err
	}))
}

// all is a list that is never null.
func all(files []store.Loose) []store.Loose { return append([]store.Loose{}, files...) }
