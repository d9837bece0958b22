# Keras: a search over depth; only its deepest network fails, when its turn comes.
import keras

def build(stages, kernel):
    layers = [keras.Input((28, 28, 1))]
    for stage in range(stages):
        layers += [keras.layers.Conv2D(16 * 2**stage, kernel, activation="relu"), keras.layers.MaxPooling2D(2)]
    return keras.Sequential(layers + [keras.layers.Flatten(), keras.layers.Dense(10)])

for stages in range(1, 6):
    for kernel in (3, 5):
        build(stages, kernel)
        print(f"built: {stages} stages, kernel {kernel}")
