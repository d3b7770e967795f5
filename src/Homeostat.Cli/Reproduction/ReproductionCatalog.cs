namespace Homeostat.Cli;

/// <summary>
/// The published results that <c>homeostat reproduce</c> repeats. Where a paper gives settings, they are its own; where it does not, those of the catalog of learners. Published
/// figures are for MNIST and as the source selects them, some of them by the best epoch on the test set; ours are those after the last epoch.
/// </summary>
internal static class ReproductionCatalog
{
    private const string Wide = "--layers 784,512,512,10 --batch 100 --epochs 20";
    private const string Noisy = "--layers 784,256,256,10 --noise 0.04 --train 10000 --batch 20 --epochs 5";

    /// <summary>All reproductions.</summary>
    public static Catalog<Reproduction> All { get; } = new("reproduction",
    [
        new("bp", $"--model bp {Wide}", null, "-", "the network that others are compared with"),
        new("softhebb", "--model softhebb --layers 784,2000,10 --batch 32 --epochs 51", AtLeast(0.975), "97.8 %", "Moraitis et al. 2022, NCE 2"),
        new("softhebb-20", "--model softhebb --layers 784,2000,10 --pretraining 20 --feature-rate 0.045 --norm-power 0.2 --weights 35*sqrt(3)*rand()/sqrt(N_pre) --batch 32 --epochs 70", AtLeast(0.975), "97.8 %", "Moraitis et al. 2022, NCE 2; settings: the authors' preset, 20 passes"),
        new("softhebb-conv", "--model softhebb-conv --layers 784,96,384,1536,10 --batch 10 --epochs 11", AtLeast(0.99), "99.4 %", "Journé et al. 2023, ICLR"),
        new("krotov-hopfield", "--model krotov-hopfield --layers 784,2000,10 --rank 7 --pretraining 200 --batch 100 --epochs 500", AtLeast(0.983), "98.54 %", "Krotov & Hopfield 2019, PNAS 116"),
        new("fa", $"--model fa {Wide}", AtLeast(0.975), "98.3 % (LeNet), 97.8 % (784-500-10)", "biotorch's table; Akrout et al. 2019, their code"),
        new("dfa", $"--model dfa {Wide}", AtLeast(0.975), "98.4 % (LeNet)", "biotorch's table"),
        new("kp", $"--model kp {Wide}", Below("bp", 0.002), "bp - 0.05 (784-500-10)", "Akrout et al. 2019, their code"),
        new("wm", $"--model wm {Wide}", Below("bp", 0.002), "bp - 0.01 (784-500-10)", "Akrout et al. 2019, their code"),
        new("mono-forward", $"--model mono-forward {Wide}", AtLeast(0.98), "98 % and more", "Gong, Li & Abdulla 2025, arXiv 2501.09238"),
        new("predsim", "--model predsim --layers 784,1024,1024,1024,10 --jitter 2 --batch 128 --epochs 100", AtLeast(0.993), "99.38 %", "Nøkland & Eidnes 2019, ICML"),
        new("dtp", "--model dtp --layers 784,256,256,256,256,256,10 --batch 100 --epochs 60 --eta 0.00027", AtLeast(0.978), "about 98.0 %", "Meulemans et al. 2020; settings: their code"),
        new("mupc", $"--model pc --scaling depth --layers {Deep(29, 128)} --bias false --output gaussian --steps 30 --rate 0.0078125 --eta 0.1 --final-rate 1 --batch 64 --standardize --budget batches=900", AtLeast(0.93), "93.3 %", "Innocenti et al. 2025, their code"),
        new("chl", "--model chl --layers 784,500,10 --batch 20 --epochs 25", AtLeast(0.97), "97 to 98 %", "recalled, no table was found"),
        new("ep", "--model ep --layers 784,500,10 --batch 20 --epochs 25", AtLeast(0.978), "97.8 to 98.1 %", "Scellier & Bengio 2017; Laborieux & Zenke 2022, their logs"),
        new("ep-noise", $"--model ep --nudging one-sided --beta 0.1 {Noisy}", AtMost(0.15), "10 % (chance)", "Laborieux & Zenke 2022, their logs (60,000 images, 50 epochs)"),
        new("hep-noise", $"--model hep {Noisy}", AtLeast(0.9), "97.6 to 98.1 %", "Laborieux & Zenke 2022, their logs (60,000 images, 50 epochs)"),
        new("dual", $"--model dual {Wide}", Below("bp", 0.001), "bp", "Høier, Staudt & Zach 2023, ICML"),
        new("rbm", "--model rbm --layers 784,256 --batch 200 --epochs 100 --final-rate 1", new Goal(27.5, IsLargest: true), "27.0", "ngc-museum, harmonium") { IsAccuracy = false },
        new("ff", "--model ff --layers 784,1000,1000,1000,10 --batch 100 --epochs 100", AtLeast(0.984), "98.35 to 98.64 %", "Hinton 2022, and his code"),
        new("pff", "--model pff --layers 784,2000,2000,10 --batch 500 --epochs 60", AtLeast(0.984), "about 98.6 %", "Ororbia & Mali 2022; recalled"),
        new("sigprop", "--model sigprop --layers 784,512,512,10 --batch 100 --epochs 30", AtLeast(0.98), "no table was found", "Kohan, Rietman & Siegelmann 2022"),
        new("pepita", "--model pepita --layers 784,1024,10 --batch 64 --epochs 100", AtLeast(0.975), "98.0 %", "Dellaferrera & Kreiman 2022, ICML"),
    ]);

    /// <summary>The reproductions with these names.</summary>
    /// <param name="names">Names with commas between them, or <c>all</c>.</param>
    /// <exception cref="HomeostatException">There is no reproduction with a name; the message lists all.</exception>
    public static IReadOnlyList<Reproduction> Find(string names) => names == "all" ? All : [.. names.Split(',').Distinct().Select(All.Find)];

    private static Goal AtLeast(double accuracy) => new(accuracy);

    private static Goal AtMost(double accuracy) => new(accuracy, IsLargest: true);

    private static Goal Below(string other, double margin) => new(-margin, Of: other);

    private static string Deep(int depth, int width) => $"784,{string.Join(',', Enumerable.Repeat(width, depth))},10";
}
