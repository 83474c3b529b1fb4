package verbs

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"lianzhan/station"
	"lianzhan/sync"
	"lianzhan/sync/wire"
	"lianzhan/web/console"
)

// rule is what changes of how files may cross; nil leaves it.
type rule struct {
	PerHour *int64  `json:"per_hour,omitempty"` // bytes; 0 is no bound
	From    *string `json:"from,omitempty"`
	To      *string `json:"to,omitempty"`
}

func (r rule) of(p wire.Policy) wire.Policy {
	if r.PerHour != nil {
		p.FileBytesPerHour = *r.PerHour
	}
	if r.From != nil {
		p.FilesFrom = *r.From
	}
	if r.To != nil {
		p.FilesTo = *r.To
	}
	return p
}

// LaneCommand says when and how fast boxes below send and fetch pictures and recordings.
func LaneCommand(way console.Way) *cobra.Command {
	var perHour, from, to string
	cmd := &cobra.Command{
		Use:   "files-lane",
		Short: "规定下级的照片、录音什么时候传、每小时传多少",
		Long: `规定接在本机下面的站点什么时候传照片、录音，每小时最多传多少。小图和文字不受限制，随时传。
不写参数就只看现在的规定。--per-hour 0 是不限流量，--from 和 --to 写成一样是全天都传。`,
		Example: `  lianzhan-county files-lane --per-hour 20M --from 22:00 --to 06:00
  lianzhan-county files-lane --per-hour 0 --from 00:00 --to 00:00`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var asked rule
			if cmd.Flags().Changed("per-hour") {
				bytes, err := bytesIn(perHour)
				if err != nil {
					return err
				}
				asked.PerHour = &bytes
			}
			if cmd.Flags().Changed("from") || cmd.Flags().Changed("to") {
				asked.From, asked.To = &from, &to
			}
			return console.Ask(cmd.Context(), way, console.Post("/sync/lane", asked), func(p wire.Policy) error {
				return say(cmd, "下级的照片、录音："+policyWords(p.FileBytesPerHour, p.FilesFrom, p.FilesTo)+"。")
			})
		},
	}
	cmd.Flags().StringVar(&perHour, "per-hour", "", "每个站每小时最多传多少，如 20M；0 是不限")
	cmd.Flags().StringVar(&from, "from", "", "从几点开始传，如 22:00")
	cmd.Flags().StringVar(&to, "to", "", "传到几点，如 06:00")
	return cmd
}

// bytesIn reads a size as people type it: "20M", "500K", "1048576".
func bytesIn(typed string) (int64, error) {
	word, unit := strings.ToUpper(strings.TrimSpace(typed)), int64(1)
	word = strings.TrimSuffix(word, "B")
	for letter, bytes := range map[string]int64{"K": 1 << 10, "M": 1 << 20, "G": 1 << 30} {
		if short, is := strings.CutSuffix(word, letter); is {
			word, unit = short, bytes
		}
	}
	n, err := strconv.ParseInt(word, 10, 32)
	if err != nil || n < 0 {
		return 0, station.Invalid("files_rate_invalid", "流量“%s”不对，要写成 20M、500K 这样。", typed)
	}
	return n * unit, nil
}

func policyWords(perHour int64, from, to string) string {
	words := "全天都传"
	if from != to {
		words = from + " 到 " + to + " 之间传"
	}
	if perHour > 0 {
		return words + "，每个站每小时最多 " + sizeWords(perHour)
	}
	return words + "，不限流量"
}

// sizeWords is a number of bytes as people say it.
func sizeWords(bytes int64) string {
	if bytes < 1<<20 {
		return fmt.Sprintf("%d KB", (bytes+1<<10-1)>>10)
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/(1<<20))
}

func laneRoute(mux *http.ServeMux, room *sync.Room) {
	mux.Handle("POST /sync/lane", console.Answer(func(_ http.ResponseWriter, r *http.Request) (any, error) {
		var asked rule
		if err := console.Read(r, &asked); err != nil {
			return nil, err
		}
		return ruled(r.Context(), room, asked)
	}))
}

// ruled changes how files may cross, as far as something is asked for, and returns how that stands.
func ruled(ctx context.Context, room *sync.Room, asked rule) (wire.Policy, error) {
	before, err := room.Below.Policy()
	if err != nil {
		return before, err
	}
	after := asked.of(before)
	if after == before {
		return before, nil
	}
	return after, room.Below.SetPolicy(ctx, after)
}
